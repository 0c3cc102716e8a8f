export { RiskGateModule } from './risk-gate.module';
