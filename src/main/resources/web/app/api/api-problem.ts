// Every failure of a call: what the service says of it, or that the service was not reached.
import type { Diagnostics, Problem, ProblemCode, Violation } from './api-types';
import { text } from '../text/en';

/** What is known before the service has said anything. */
export type ClientCode = 'OFFLINE' | 'UNREADABLE';

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: ProblemCode | ClientCode,
    readonly detail: string,
    readonly body?: Partial<Problem>,
  ) {
    super(detail);
  }

  /** The service was not reached. */
  static offline(): ApiProblem {
    return new ApiProblem(0, 'OFFLINE', text.problems.offline);
  }

  /** What the service has answered (RFC 9457), or what something before it has. */
  static async from(response: Response): Promise<ApiProblem> {
    const body: Partial<Problem> = await response.json().catch(() => ({}));
    return body.error === undefined
      ? new ApiProblem(response.status, 'UNREADABLE', text.problems.unreadable(response.status))
      : new ApiProblem(response.status, body.error, body.detail ?? body.message ?? '', body);
  }

  /** Anything that was thrown, as a problem. */
  static of(thrown: unknown): ApiProblem {
    return thrown instanceof ApiProblem ? thrown : new ApiProblem(0, 'UNREADABLE', String(thrown));
  }

  get isOffline(): boolean {
    return this.code === 'OFFLINE';
  }

  get isUnauthorized(): boolean {
    return this.status === 401;
  }

  get violations(): readonly Violation[] {
    return this.body?.violations ?? [];
  }

  get diagnostics(): Diagnostics | undefined {
    return this.body?.diagnostics;
  }

  /** What is wrong with one field of the request, as a sentence. */
  of(field: string): string | undefined {
    return this.violations.find((violation) => violation.field === field)?.message;
  }
}
