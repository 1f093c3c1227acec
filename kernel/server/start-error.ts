/** What can stop the platform from starting by our own judgement; `explainStartError` has the words for each. */
export type StartErrorCode =
  | 'folder-locked'
  | 'folder-denied'
  | 'no-binaries'
  | 'no-system-user'
  | 'postgres-failed'
  | 'password-lost'
  | 'other-postgres-version'
  | 'server-too-old'
  | 'migration-changed'
  | 'migration-unknown'
  | 'migration-failed'
  | 'bad-config'
  | 'bad-key'
  | 'demo-on-real'
  | 'restore-unfinished'

export type StartError = Error & { code: StartErrorCode; detail: Readonly<Record<string, string>> }

/** An Error whose `code` explainStartError knows; `detail` fills the words (folder, pid, file …). */
export function startError(
  code: StartErrorCode,
  message: string,
  detail: Record<string, string> = {},
  cause?: unknown,
): StartError {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code, detail })
}

/** Whether an unknown error is one made by startError. */
export function isStartError(error: unknown): error is StartError {
  return error instanceof Error && 'code' in error && 'detail' in error && typeof error.detail === 'object'
}
