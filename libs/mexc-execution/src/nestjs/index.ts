export { MexcExecutionModule } from './mexc-execution.module';
