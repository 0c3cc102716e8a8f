import { Module } from '@nestjs/common';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcAuthModule } from '@prate/mexc-auth/nestjs';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { MexcMarketDataModule } from '@prate/mexc-market-data/nestjs';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcRestModule } from '@prate/mexc-rest/nestjs';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { MexcStreamModule } from '@prate/mexc-ws/nestjs';
import { Clock } from '@prate/execution-interface';
import { PublicMarketData } from './modes/public-market-data';
import { Venue } from './modes/venue';
import { VenueActivity } from './observability/venue-activity';

const auth = MexcAuthModule.forRootAsync({
  inject: [Venue],
  useFactory: ({ keys }: Venue) => ({ credentials: keys }),
});

const rest = MexcRestModule.forRootAsync({
  imports: [auth],
  inject: [Venue, MexcFuturesAuth, VenueActivity],
  useFactory: ({ restUrl, lease }: Venue, signer: MexcFuturesAuth, activity: VenueActivity) => ({
    baseUrl: restUrl,
    auth: signer,
    ...(lease === undefined ? {} : { lease }),
    onCall: (record: { readonly outcome: string }) => activity.observe(record),
  }),
});

const stream = MexcStreamModule.forRootAsync({
  imports: [auth],
  inject: [Venue, MexcFuturesAuth],
  useFactory: ({ streamUrl }: Venue, signer: MexcFuturesAuth) => ({ url: streamUrl, auth: signer }),
});

const marketData = MexcMarketDataModule.forRootAsync({
  imports: [rest, stream],
  inject: [MexcFuturesRest, MexcFuturesStream, Clock],
  useFactory: (client: MexcFuturesRest, streams: MexcFuturesStream, clock: Clock) => ({ rest: client, stream: streams, clock }),
});

const publicMarketData = {
  provide: PublicMarketData,
  inject: [Venue, MexcFuturesMarketData],
  useFactory: (venue: Venue, own: MexcFuturesMarketData) => venue.publicMarketData ?? own,
};

/** The wire to the exchange, and what its market looks like. The same in every mode: only addresses and keys differ. */
@Module({ imports: [rest, stream, marketData], providers: [publicMarketData], exports: [rest, stream, marketData, PublicMarketData] })
export class VenueModule {}
