import { startMexcSimulator } from '@prate/mexc-simulator';

void startMexcSimulator().then((simulator) => simulator.stop());
