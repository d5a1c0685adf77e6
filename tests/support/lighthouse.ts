import lighthouse, { type Result } from 'lighthouse'
import { launchChromium } from '#tests/support/browser'
import { freePort } from '#tests/support/web_process'

type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo'

/** What Lighthouse says of a page on a phone, in a browser of its own. */
export async function askLighthouse(url: string, onlyCategories: Category[]): Promise<Result> {
  const port = await freePort()
  const browser = await launchChromium({ args: [`--remote-debugging-port=${port}`] })
  try {
    const told = await lighthouse(url, { port, onlyCategories, logLevel: 'error' })
    if (!told || told.lhr.runtimeError) throw new Error(told?.lhr.runtimeError?.message ?? url)
    return told.lhr
  } finally {
    await browser.close()
  }
}

/** Of a hundred. */
export function scoreOf({ categories }: Result, category: Category): number {
  return Math.round((categories[category].score ?? 0) * 100)
}

export function failedAudits({ audits }: Result): string[] {
  return Object.values(audits)
    .filter(({ score, scoreDisplayMode: mode }) => mode === 'binary' && score === 0)
    .map(({ id, title }) => `${id}: ${title}`)
}
