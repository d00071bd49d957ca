// What was typed into a form, as long as it is no value or stands for the one that is there, by path; with what is wrong with it.
import { parsed, same, type Json } from './json';
import { isWithin } from './place';

interface Draft {
  typed: string;
  error: string | undefined;
}

export class Drafts {
  static readonly NONE = new Drafts({});

  private constructor(private readonly byPath: Readonly<Record<string, Draft>>) {}

  with(path: string, typed: string, error: string | undefined): Drafts {
    return new Drafts({ ...this.byPath, [path]: { typed, error } });
  }

  /** Without what was typed there, and in whatever is in it. */
  without(path: string): Drafts {
    return new Drafts(Object.fromEntries(Object.entries(this.byPath).filter(([one]) => !isWithin(one, path))));
  }

  errorAt(path: string): string | undefined {
    return this.byPath[path]?.error;
  }

  areWrongWithin(path: string): boolean {
    return Object.entries(this.byPath).some(([one, draft]) => isWithin(one, path) && draft.error !== undefined);
  }

  /** What is shown for a value: as it was typed, where it was. */
  typedAt(path: string, value: Json | undefined, otherwise: string): string {
    const draft = this.byPath[path];
    return draft && (draft.error !== undefined || same(parsed(draft.typed), value)) ? draft.typed : otherwise;
  }
}
