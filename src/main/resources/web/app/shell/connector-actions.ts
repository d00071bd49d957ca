// What can be done with a saved connector from several screens: switch, refresh, delete; said to the user and to the page.
import { ApiProblem } from '../api/api-problem';
import type { AuthorizationRequest, Connector } from '../api/api-types';
import { text } from '../text/en';
import type { Remote } from './remote';
import type { Session } from './session';

/** How a screen keeps one connector, wherever it is in what the screen has loaded. */
export type Keep = (id: number, change: (connector: Connector) => Connector) => void;

/** For a screen that has a list of them. */
export function keepInList(list: Remote<Connector[]>): Keep {
  return (id, change) => list.change((all) => all.map((one) => (one.id === id ? change(one) : one)));
}

export async function switchConnector(session: Session, keep: Keep, connector: Connector, wanted: boolean): Promise<void> {
  const { id, name } = connector;
  keep(id, (one) => ({ ...one, is_active: wanted }));
  try {
    const answer = await session.client.call('toggleConnector', { path: { id }, body: { is_active: wanted } });
    keep(id, () => answer);
    session.tell('connector-changed', { id });
  } catch (thrown) {
    keep(id, (one) => ({ ...one, is_active: !wanted }));
    complain(session, thrown);
    return;
  }
  session.say({ text: wanted ? text.manage.on(name) : text.manage.off(name) });
}

/** Asks the server again; where that fails, what is known of it now is shown. */
export async function refreshConnector(session: Session, keep: Keep, connector: Connector): Promise<void> {
  const { id, name } = connector;
  try {
    const { success, message, connector: now } = await session.client.call('verifyConnector', { path: { id } });
    keep(id, () => now);
    session.tell('connector-changed', { id });
    session.say(success ? { text: text.manage.refreshed(name) } : { text: message, tone: 'bad' });
  } catch (thrown) {
    complain(session, thrown);
  }
}

/** Whether it is gone. */
export async function removeConnector(session: Session, connector: Connector): Promise<boolean> {
  const { id, name } = connector;
  const agreed = await session.ask({
    heading: text.manage.removeQuestion(name),
    body: text.manage.removeBody,
    agree: text.remove,
    danger: true,
  });
  if (!agreed) {
    return false;
  }
  try {
    await session.client.call('deleteConnector', { path: { id } });
  } catch (thrown) {
    complain(session, thrown);
    return false;
  }
  session.tell('connector-deleted', { id });
  session.say({ text: text.manage.removed(name) });
  return true;
}

/** What is signed in to: the server of a connector, an offer or a system tool, or that of a connector that is not saved yet. */
type Target = Pick<AuthorizationRequest, 'connector_id' | 'connector'>;

/** Begins to sign in: where to go for it. */
export async function beginSignIn(session: Session, target: Target, signal?: AbortSignal): Promise<string> {
  const { client, returnPage } = session;
  const begun = await client.call('initiateAuthorization', {
    body: { ...target, ...(returnPage ? { redirect_uri: returnPage } : {}) },
    ...(signal ? { signal } : {}),
  });
  return begun.authorization_url;
}

/** Signs in to the server of a saved connector, which leaves this page. */
export function signInAgain(session: Session, { id, name, server_url: server }: Connector): void {
  session.permit({ name, server, begin: (signal) => beginSignIn(session, { connector_id: id }, signal) });
}

/** Says a failure, in the service's words. */
export function complain(session: Session, thrown: unknown): void {
  const problem = ApiProblem.of(thrown);
  // Who is not signed in sees that instead of the screen.
  if (!problem.isUnauthorized) {
    session.say({ text: problem.detail, tone: 'bad' });
  }
}
