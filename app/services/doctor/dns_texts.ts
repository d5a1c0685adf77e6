import { Resolver } from 'node:dns/promises'
import { inTime } from '#services/in_time'

const ONE_TRY_MS = 2_500
const ANSWER_WITHIN_MS = 5_000

/** What stands at a name, each text in one piece; nothing where there is none. Throws where nobody answers. */
export type ReadTexts = (name: string) => Promise<string[]>

/** By the resolvers of this machine. */
export async function readTexts(name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: ONE_TRY_MS, tries: 1 })
  try {
    const texts = await inTime(ANSWER_WITHIN_MS, resolver.resolveTxt(name))
    return texts.map((parts) => parts.join(''))
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw error
  } finally {
    resolver.cancel()
  }
}
