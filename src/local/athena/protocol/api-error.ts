/** An exception that an AWS service answers instead of a result: its name, its error code, HTTP status and message. */
export class ApiError extends Error {
  readonly type: string;
  /** Athena's `AthenaErrorCode`. */
  readonly code: string | undefined;
  readonly status: number;
  /** Further members of the exception: `Reason`, `ResourceName`. */
  readonly members: Readonly<Record<string, string>>;

  constructor(
    type: string,
    message: string,
    {
      code,
      status = 400,
      members = {},
    }: { code?: string; status?: number; members?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.type = type;
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** Returns an InvalidRequestException with an `AthenaErrorCode`. */
export function invalid(message: string, code = 'INVALID_INPUT'): ApiError {
  return new ApiError('InvalidRequestException', message, { code });
}
