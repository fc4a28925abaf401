/** A question that was asked and is not answered yet. */
export type OpenQuestion = {
  readonly user: string;
  readonly channel: string;
  /** The first `ts` of the thread that it was asked in. */
  readonly thread?: string | undefined;
  /** The message that says that it is worked on, or that is to change, once there is one. */
  readonly ts?: string | undefined;
  readonly text: string;
};

/** The questions that are being answered, kept where those of a process that died are not forgotten. */
export type OpenQuestions = {
  /** Enters a question; resolves to its id. */
  readonly begin: (question: OpenQuestion) => Promise<string>;
  /** Notes the message that says that a question is worked on. */
  readonly place: (id: string, ts: string) => Promise<void>;
  /** Strikes out a question that was answered, or whose asker was told why not. */
  readonly end: (id: string) => Promise<void>;
  /** Says that this process still works on its questions. To be called every 20 s. */
  readonly renew: () => Promise<void>;
  /** Takes the questions whose process has not said so for a minute; each is given to one caller only. */
  readonly takeAbandoned: () => Promise<readonly OpenQuestion[]>;
};
