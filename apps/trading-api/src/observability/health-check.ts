/** One thing that must hold. */
export interface HealthCheck {
  readonly status: 'up' | 'down';
  readonly [detail: string]: unknown;
}

export function up(isUp: boolean, details: Readonly<Record<string, unknown>> = {}): HealthCheck {
  return { status: isUp ? 'up' : 'down', ...details };
}
