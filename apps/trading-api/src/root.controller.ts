import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** A browser that was pointed at the bare address lands on the page that explains the rest. */
@ApiExcludeController()
@Controller()
export class RootController {
  @Get()
  @Redirect('/docs')
  toDocs(): void {
    // The decorator answers.
  }
}
