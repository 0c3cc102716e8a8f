import { Registry, collectDefaultMetrics } from 'prom-client';

/** What this process counts and measures, for Prometheus. One of its own for each application, so that two in one process do not mix. */
export class Metrics extends Registry {
  constructor() {
    super();
    collectDefaultMetrics({ register: this, prefix: 'prate_' });
  }
}
