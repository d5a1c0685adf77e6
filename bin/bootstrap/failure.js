/** Something that a person can put right: told in one sentence, without a trace. */
export class Failure extends Error {}

/**
 * Writes where a setting says, and names that setting when it cannot.
 *
 * @template Result
 * @param {string} setting
 * @param {() => Result} write
 */
export function writing(setting, write) {
  try {
    return write()
  } catch (error) {
    if (!isUnwritable(error)) throw error
    throw new Failure(
      `Cannot write to ${error.path} (${error.code}). Make that folder writable, or choose another one with ${setting}.`
    )
  }
}

const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'ENOENT']

/** @param {unknown} error */
export function inWords(error) {
  if (error instanceof Failure) return error.message
  if (isUnwritable(error)) {
    return `Cannot use ${error.path} (${error.code}). Make it readable and writable for this user.`
  }
  return error instanceof Error ? String(error.stack) : String(error)
}

/**
 * @param {unknown} error
 * @returns {error is Error & { path: string, code: string }}
 */
function isUnwritable(error) {
  if (!(error instanceof Error && 'path' in error && 'code' in error)) return false
  return UNWRITABLE.includes(String(error.code))
}
