#!/usr/bin/env node
import { startMexcSimulator } from '@prate/mexc-simulator';

void startMexcSimulator().then(({ restUrl, wsUrl }) => console.log(`${restUrl} ${wsUrl}`));
