export { InjectMexcAuth, mexcAuthToken } from './mexc-auth-token';
export { MexcAuthModule } from './mexc-auth.module';
