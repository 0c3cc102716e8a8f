export { MexcRestModule } from './mexc-rest.module';
