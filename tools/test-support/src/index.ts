export { isPostgresHere, type PostgresServer, startPostgresServer } from './postgres-server';
export { killHard, nextLine, runChild, typescriptHook } from './run-child';
export { canMountDisk, runOnSmallDisk, runWithSmallFiles } from './small-disk';
