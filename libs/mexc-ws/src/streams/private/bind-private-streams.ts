import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';
import { watchAdlLevels } from './watch-adl-levels';
import { watchAssets } from './watch-assets';
import { watchBonus } from './watch-bonus';
import { watchCloseAllFailures } from './watch-close-all-failures';
import { watchEverything } from './watch-everything';
import { watchLeverageMode } from './watch-leverage-mode';
import { watchLiquidationRisk } from './watch-liquidation-risk';
import { watchNotifications } from './watch-notifications';
import { watchOrderChaseFailures } from './watch-order-chase-failures';
import { watchOrderDeals } from './watch-order-deals';
import { watchOrders } from './watch-orders';
import { watchPlanOrders } from './watch-plan-orders';
import { watchPositionMode } from './watch-position-mode';
import { watchPositionReversals } from './watch-position-reversals';
import { watchPositions } from './watch-positions';
import { watchRiskLimits } from './watch-risk-limits';
import { watchStopOrders } from './watch-stop-orders';
import { watchStopPlanOrders } from './watch-stop-plan-orders';
import { watchTrackOrders } from './watch-track-orders';

/** The private streams of one account; each is documented in the file named like it. */
export function bindPrivateStreams(streams: PrivateStreams) {
  const over =
    <Data>(watch: (streams: PrivateStreams, handlers: StreamHandlers<Data>) => Stop) =>
    (handlers: StreamHandlers<Data>): Stop =>
      watch(streams, handlers);
  return {
    watchOrders: over(watchOrders),
    watchOrderDeals: over(watchOrderDeals),
    watchPositions: over(watchPositions),
    watchAssets: over(watchAssets),
    watchPlanOrders: over(watchPlanOrders),
    watchStopPlanOrders: over(watchStopPlanOrders),
    watchStopOrders: over(watchStopOrders),
    watchTrackOrders: over(watchTrackOrders),
    watchRiskLimits: over(watchRiskLimits),
    watchAdlLevels: over(watchAdlLevels),
    watchPositionMode: over(watchPositionMode),
    watchLeverageMode: over(watchLeverageMode),
    watchLiquidationRisk: over(watchLiquidationRisk),
    watchOrderChaseFailures: over(watchOrderChaseFailures),
    watchPositionReversals: over(watchPositionReversals),
    watchCloseAllFailures: over(watchCloseAllFailures),
    watchBonus: over(watchBonus),
    watchNotifications: over(watchNotifications),
    watchEverything: over(watchEverything),
  };
}
