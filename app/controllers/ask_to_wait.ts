import type { HttpContext } from '@adonisjs/core/http'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** How long somebody has to wait, in words and in the very seconds that these words come to. */
export function waitInWords(seconds: number, i18n: HttpContext['i18n']) {
  const [unit, length] =
    seconds < MINUTE
      ? (['seconds', 1] as const)
      : seconds < HOUR
        ? (['minutes', MINUTE] as const)
        : (['hours', HOUR] as const)
  const count = Math.max(1, Math.ceil(seconds / length))
  return { seconds: count * length, words: i18n.t(`form.wait.${unit}`, { count }) }
}

/** Says in the answer's head what the words, which it gives back, say on its page. */
export function askToWait(
  { response, i18n }: Pick<HttpContext, 'response' | 'i18n'>,
  seconds: number
): string {
  const wait = waitInWords(seconds, i18n)
  response.header('retry-after', String(wait.seconds))
  return wait.words
}
