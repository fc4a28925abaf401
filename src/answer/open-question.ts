/** A question that was asked and is not answered yet. */
export type OpenQuestion = {
  readonly user: string;
  readonly channel: string;
  /** The `ts` of the first message of its thread. */
  readonly thread?: string | undefined;
  /** The `ts` of its progress message, or of the message that is to change, once there is one. */
  readonly ts?: string | undefined;
  readonly text: string;
  /** How often it was begun: more than once when a process died over it; missing for the first time. */
  readonly attempt?: number | undefined;
};

/** The questions that are being answered. They outlast their process, so that another one can finish them. */
export type OpenQuestions = {
  /** Adds a question; resolves to its id. */
  readonly begin: (question: OpenQuestion) => Promise<string>;
  /** Sets the message that shows a question's progress. */
  readonly setMessage: (id: string, ts: string) => Promise<void>;
  /** Removes a question that was answered or refused. */
  readonly end: (id: string) => Promise<void>;
  /** Gives a question up to another process, which finds it at its next look. */
  readonly leave: (id: string) => Promise<void>;
  /** Extends the lease of this process on its questions. To be called every 20 s. */
  readonly renew: () => Promise<void>;
  /** Takes the questions whose process has not renewed them for a minute; each is given to one caller only. */
  readonly takeAbandoned: () => Promise<readonly OpenQuestion[]>;
};
