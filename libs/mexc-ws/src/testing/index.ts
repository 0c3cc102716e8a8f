export { ManualTimer } from './manual-timer';
export type { TranscriptLine } from './scripted-socket';
export { readTranscript, ScriptedSocket } from './scripted-socket';
