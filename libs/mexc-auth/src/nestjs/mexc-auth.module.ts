import { Module } from '@nestjs/common';
import { ConfigurableModuleClass } from './mexc-auth.module-definition';

/**
 * Provides `MexcFuturesAuth`: `MexcAuthModule.forRoot({ credentials })`, or `forRootAsync` with a factory. Further accounts have a `name`
 * and are injected with `@InjectMexcAuth(name)`; nothing of one account is visible to another.
 */
@Module({})
export class MexcAuthModule extends ConfigurableModuleClass {}
