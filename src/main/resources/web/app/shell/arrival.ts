// How somebody comes back from signing in to a server: read once, and taken out of the address of the page at once.
import type { AuthorizationResponse } from '../api/api-types';

export type Arrival =
  /** By way of the service: what came of it, which nobody has to believe. */
  | { kind: 'told'; error: string | undefined; id: string | undefined; connectorId: number | undefined }
  /** At a page that takes the code itself, which is of use once and to nobody else. */
  | { kind: 'code'; response: AuthorizationResponse };

const OURS = ['status', 'id', 'connector_id', 'error', 'error_description', 'error_uri', 'code', 'state', 'iss'];

/** What is in the address, if this is the page that users come back to; from then on it is in no history. */
export function takeArrival(returnPage: string | undefined): Arrival | undefined {
  if (returnPage === undefined || !isHere(returnPage)) {
    return undefined;
  }
  const parameters = new URLSearchParams(location.search);
  const arrival = of(parameters);
  if (arrival) {
    const before = new URLSearchParams(new URL(returnPage, location.href).search);
    OURS.filter((name) => !before.has(name)).forEach((name) => parameters.delete(name));
    const rest = parameters.size > 0 ? `?${parameters}` : '';
    history.replaceState(history.state, '', location.pathname + rest + location.hash);
  }
  return arrival;
}

function isHere(page: string): boolean {
  if (!URL.canParse(page, location.href)) {
    return false;
  }
  const { origin, pathname } = new URL(page, location.href);
  return origin === location.origin && pathname === location.pathname;
}

function of(parameters: URLSearchParams): Arrival | undefined {
  const [code, error, state, iss] = ['code', 'error', 'state', 'iss'].map((name) => parameters.get(name) ?? undefined);
  if (state !== undefined && (code !== undefined || error !== undefined)) {
    return {
      kind: 'code',
      response: {
        state,
        ...(code === undefined ? {} : { code }),
        ...(error === undefined ? {} : { error }),
        ...(iss === undefined ? {} : { iss }),
      },
    };
  }
  if (error === undefined && parameters.get('status') !== 'success') {
    return undefined;
  }
  const number = Number(parameters.get('connector_id') ?? NaN);
  return {
    kind: 'told',
    error,
    id: parameters.get('id') ?? undefined,
    connectorId: Number.isSafeInteger(number) ? number : undefined,
  };
}
