import type { ErrorRecord, Outcome } from "../../analysis/base/errors.ts";
import type { AnswerOf, GrantedFile, HostEvent, MainEvent, RequestOf, hostContract, mainContract } from "./contract.ts";

type Contract = typeof mainContract | typeof hostContract;
type Noun<Method> = Method extends `${infer N}.${string}` ? N : never;

/** `{ "noun.verb": … }` of a contract as `noun.verb(request)` functions. Answers come in the envelope; they never reject. */
type Functions<C extends Contract> = {
  readonly [N in Noun<keyof C & string>]: {
    readonly [M in keyof C & string as M extends `${N}.${infer Verb}` ? Verb : never]: (
      request: RequestOf<C, M>,
    ) => Promise<Outcome<AnswerOf<C, M>>>;
  };
};

/** Stops the listening. */
export type Unsubscribe = () => void;

/** `window.casefile`: everything that the sandboxed renderer can ask for, and all that it can hear. */
export interface CasefileBridge extends Functions<typeof hostContract> {
  readonly app: Functions<typeof mainContract>["app"];
  readonly document: Functions<typeof mainContract>["document"];
  readonly report: Functions<typeof mainContract>["report"];
  readonly files: Functions<typeof mainContract>["files"] & {
    /** Dropped or picked files become granted ones; the page never sees where they are. */
    fromDrop(files: readonly unknown[]): Promise<Outcome<GrantedFile[]>>;
  };
  readonly events: {
    onMain(listener: (event: MainEvent) => void): Unsubscribe;
    onHost(listener: (event: HostEvent) => void): Unsubscribe;
  };
}

export type { ErrorRecord, Outcome };
