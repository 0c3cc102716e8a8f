import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import type { RestSettings } from '../config';
import { signWireText } from './wire-text';

describe('signWireText', () => {
  it.each<[EndpointName, string | undefined]>([
    ['create-order', '5'],
    ['reverse-position', '5'],
    ['close-all-positions', undefined],
    ['cancel-orders', undefined],
    ['list-open-positions', undefined],
  ])('default: %s says that it may be on its way for %s s', (name, seconds) => {
    const settings = { receiveWindowSeconds: 5 } as RestSettings;
    const { headers } = signWireText(settings, endpoints[name], { address: 'https://api.mexc.com/', verb: 'POST', body: '{}' });
    expect(headers['Recv-Window']).toBe(seconds);
  });
});
