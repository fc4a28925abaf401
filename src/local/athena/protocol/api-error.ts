/** An exception of an AWS service: `type` is its name, such as `InvalidRequestException`. */
export class ApiError extends Error {
  readonly type: string;
  /** The `AthenaErrorCode`; undefined for exceptions without one. */
  readonly code: string | undefined;
  /** The HTTP status of the answer. */
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
