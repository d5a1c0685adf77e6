import db from '@adonisjs/lucid/services/db'
import { startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'
import { askLighthouse, scoreOf } from '#tests/support/lighthouse'

const ROUNDS = 3
const ORIGIN = 'http://127.0.0.1:3396'

/** The median of three looks at each page; a phone on a slow line is what Lighthouse takes for one. */
export async function run(): Promise<void> {
  const service = await db
    .from('services')
    .join('businesses', 'businesses.id', 'services.business_id')
    .where('businesses.slug', 'swim-school-pro')
    .select('services.slug')
    .orderBy('services.id')
    .firstOrFail()
  const pages = ['/book/swim-school-pro', `/book/swim-school-pro/${service.slug}`]
  const server = await startServer(Number(new URL(ORIGIN).port))
  try {
    const rows: Record<string, string>[] = []
    for (const path of pages) rows.push(await look(path))
    printTable(`Lighthouse on a phone; the median of ${ROUNDS} looks`, rows)
  } finally {
    await stopServer(server)
  }
}

type Look = Record<
  'performance' | 'accessibility' | 'practices' | 'seo' | 'paint' | 'shift' | 'blocking',
  number
>

async function look(path: string): Promise<Record<string, string>> {
  const looks: Look[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const told = await askLighthouse(ORIGIN + path, [
      'performance',
      'accessibility',
      'best-practices',
      'seo',
    ])
    looks.push({
      performance: scoreOf(told, 'performance'),
      accessibility: scoreOf(told, 'accessibility'),
      practices: scoreOf(told, 'best-practices'),
      seo: scoreOf(told, 'seo'),
      paint: told.audits['largest-contentful-paint'].numericValue ?? Number.NaN,
      shift: told.audits['cumulative-layout-shift'].numericValue ?? Number.NaN,
      blocking: told.audits['total-blocking-time'].numericValue ?? Number.NaN,
    })
  }
  const typical = (key: keyof Look) =>
    looks.map((each) => each[key]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]
  return {
    'page': path,
    'performance': String(typical('performance')),
    'accessibility': String(typical('accessibility')),
    'best practices': String(typical('practices')),
    'SEO': String(typical('seo')),
    'largest paint, ms': typical('paint').toFixed(0),
    'layout shift': typical('shift').toFixed(3),
    'blocking, ms': typical('blocking').toFixed(0),
  }
}
