import { hostname } from 'node:os';
import type { OnApplicationShutdown } from '@nestjs/common';
import { MEXC_REST_URL, MEXC_STREAM_URL } from '@prate/mexc-protocol';
import { SenderLease } from '@prate/mexc-rest';
import type { Environment } from '../environment';
import type { AppLog } from '../observability/app-log';
import { type OpenLeaseStore, openLeaseStore } from './lease-store';
import { Venue } from './venue';

/** Live mode: MEXC itself, with the keys of an account. Orders leave only while this process holds the sender lease of that account. */
export class LiveVenue extends Venue implements OnApplicationShutdown {
  private stopped: Promise<void> | undefined;

  private constructor(
    override readonly restUrl: string,
    override readonly streamUrl: string,
    private readonly readKeys: () => Venue['keys'],
    override readonly lease: SenderLease,
    private readonly leases: OpenLeaseStore,
  ) {
    super();
  }

  /** @throws {LeaseDatabaseError} when nobody can say who may send; nothing is left running then */
  static async start({ live, isReadOnly, mexcRestUrl, mexcStreamUrl }: Environment, { log }: { readonly log: AppLog }): Promise<LiveVenue> {
    if (live === undefined) throw new Error('live mode: found no settings of it, expected those of readEnvironment');
    const leases = await openLeaseStore(live.leaseDatabase);
    const lease = new SenderLease({
      store: leases.store,
      account: `mexc ${live.account}`,
      owner: `${hostname()} ${process.pid}`,
      onChange: (isHeld) => {
        if (isHeld) log.info(`sender lease: held, grant ${String(lease.fencingToken)} of ${leases.where}`);
        else log.warn('sender lease: not held; what opens is denied, cancels and closes go on');
      },
      onFailure: (error) => log.failure('sender lease: its store gave no answer', error),
    });
    const addresses = [mexcRestUrl ?? MEXC_REST_URL, mexcStreamUrl ?? MEXC_STREAM_URL] as const;
    // Who sends nothing takes nobody's place.
    if (!live.isArmed || isReadOnly) return new LiveVenue(...addresses, live.keys, lease, leases);
    try {
      // Another process may have it: this one then waits for its turn, and reads meanwhile.
      if (!(await lease.acquire())) log.warn('sender lease: another process holds it; what opens is denied until it ends');
    } catch (error) {
      await leases.close();
      throw error;
    }
    lease.start();
    return new LiveVenue(...addresses, live.keys, lease, leases);
  }

  get keys(): Venue['keys'] {
    return this.readKeys();
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.letGo());
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** A store that does not answer any more must not keep the process: others then wait until the lease has ended by itself. */
  private async letGo(): Promise<void> {
    try {
      await this.lease.close();
    } catch {
      // It ends by itself.
    }
    await this.leases.close();
  }
}
