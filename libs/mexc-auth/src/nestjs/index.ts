export { MexcAuthModule } from './mexc-auth.module';
