// What every screen is given: the API, the way to other screens, and how to speak to the user and to the embedding page.
import type { ConnectorsClient } from '../api/connectors-client';

/** What a toast says; with an action it stays until it is used or closed. */
export interface Message {
  text: string;
  tone?: 'good' | 'bad';
  action?: { label: string; run: () => void };
}

export interface Question {
  heading: string;
  body: string;
  /** What the button says that agrees: a verb. */
  agree: string;
  danger?: boolean;
}

/** What somebody is asked to permit, before they are sent elsewhere. */
export interface Permission {
  /** Whose tools they are. */
  name: string;
  /** What an agent can do with it then. */
  capabilities?: readonly string[];
  /** Where requests go, and with them what the user has the agent do. */
  server?: string;
  privacyPolicy?: string | null;
  /** Finds out where to sign in. */
  begin: (signal: AbortSignal) => Promise<string>;
}

/** The events of the element that embedding pages can listen to, with their details. */
export interface ElementEvents {
  'connector-saved': { id: number };
  'connector-deleted': { id: number };
  'connector-changed': { id: number };
  'tool-changed': { id: string; connected: boolean };
  'selection-changed': { names: string[] };
  'view-changed': { view: string };
  'authorization-started': { url: string };
  'start-chat': { connectorId: number | null; name: string };
  unauthorized: Record<string, never>;
}

export interface Session {
  readonly client: ConnectorsClient;
  /** Shows the screen of this path, such as `connectors/7`. */
  go(path: string): void;
  /** The address of a screen, for links; clicks on it stay in the element. */
  href(path: string): string;
  /** Says something that disappears again. */
  say(message: Message): void;
  /** Asks before something that cannot be undone. */
  ask(question: Question): Promise<boolean>;
  /** Says what a sign-in is for and where it leads, and leaves once that is agreed to. */
  permit(permission: Permission): void;
  /** Tells the embedding page; false where it has prevented what would happen. */
  tell<K extends keyof ElementEvents>(name: K, detail: ElementEvents[K]): boolean;
  /** Leaves for the page where the user signs in to a server. */
  leaveFor(url: string): void;
  /** The page that the user comes back to from there; none where the service's own setting decides. */
  readonly returnPage: string | undefined;
  /** Whether to show those who have nothing yet how to try a server on their own machine. */
  readonly demo: boolean;
  /** The page where the user talks to the agent; none where the embedding page has not said. */
  readonly chatUrl: string | undefined;
}
