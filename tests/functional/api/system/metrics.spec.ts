import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { Secret } from '@adonisjs/core/helpers'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import { openShop } from '#database/factories/business'
import metricsConfig from '#config/metrics'
import { atMoment, midMinute } from '#tests/support/clock'
import { withGlobalTransaction } from '#tests/support/database'
import { place } from '#tests/support/requests'

const FROM_AFAR = { 'x-forwarded-for': '203.0.113.7' }

/** The lines of the text format as numbers by their series, the comments left out. */
function seriesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ')
      return [line.slice(0, space), Number(line.slice(space + 1))]
    })
  )
}

test.group('/metrics', (group) => {
  withGlobalTransaction(group)

  test('counts answers by route, method and kind of status', async ({ client, assert }) => {
    const read = async () => seriesOf((await client.get('/metrics')).text())
    const key = (route: string, method: string, status: string) =>
      `http_server_request_duration_seconds_count{route="${route}",method="${method}",status="${status}"}`
    const live = key('health.live', 'GET', '2xx')
    const before = await read()
    await client.get('/health/live')
    await client.get('/health/live')
    const after = await read()
    assert.equal((after.get(live) ?? 0) - (before.get(live) ?? 0), 2)
  })

  test('keeps as many series, whatever addresses and methods are made up', async ({
    client,
    assert,
  }) => {
    const { business } = await openShop()
    const ask = async (nth: number) => {
      await client.get(`/book/${business.slug}-${nth}`)
      await client.get(`/no/such/page/${nth}`)
      await client.post(`/book/${business.slug}?_method=MADE${nth}UP`)
      return seriesOf((await client.get('/metrics')).text())
    }
    await ask(0)
    const before = await ask(1)
    const after = await ask(2)
    // A kind of garbage collection, or of handle, is listed from its first time on.
    const ours = (series: Map<string, number>) =>
      [...series.keys()].filter((name) => !name.startsWith('nodejs_'))
    const names = [...after.keys()]
    assert.sameMembers(ours(after), ours(before))
    assert.isEmpty(names.filter((name) => name.includes(business.slug) || name.includes('MADE')))
  })

  test('counts what came of bookings, and nobody’s name', async ({ client, assert }) => {
    const shop = await openShop()
    const read = async () => (await client.get('/metrics')).text()
    const before = seriesOf(await read())
    await place(shop)
    await assert.rejects(() => place(shop), 'Not placed but unavailable')
    const text = await read()
    const risen = (outcome: string) => {
      const name = `booking_attempts_total{outcome="${outcome}"}`
      return (seriesOf(text).get(name) ?? 0) - (before.get(name) ?? 0)
    }
    assert.equal(risen('booked'), 1)
    assert.equal(risen('slot_taken'), 1)
    const backstop = 'booking_exclusion_backstop_total'
    assert.equal(seriesOf(text).get(backstop), before.get(backstop))
    assert.notMatch(text, /\b(Ines|Duarte)\b|swim/i)
  })

  test('tells what the last look through the database found', async ({ client, assert }) => {
    const read = async () => seriesOf((await client.get('/metrics')).text())
    const booking = await place(await openShop())
    await new VerifyIntegrity().handle()
    const sound = await read()
    assert.equal(sound.get('integrity_faults{check="bookings_without_history"}'), 0)
    assert.approximately(
      sound.get('integrity_last_run_timestamp_seconds') ?? 0,
      Date.now() / 1000,
      60
    )
    await db.from('booking_events').where('booking_id', booking.id).delete()
    await new VerifyIntegrity().handle()
    const faulty = await read()
    assert.equal(faulty.get('integrity_faults{check="bookings_without_history"}'), 1)
  })

  test('tells hits of {name} from misses')
    .with([
      // Another page of the same month: what was answered already asks for no calendar.
      { name: 'availability_cache_reads_total', again: '?choose=zone' },
      { name: 'kept_pages_reads_total', again: '' },
    ])
    .run(async ({ client, assert }, { name, again }) => {
      const { business, service } = await openShop()
      const read = async (result: string) => {
        const text = (await client.get('/metrics')).text()
        return seriesOf(text).get(`${name}{result="${result}"}`) ?? 0
      }
      const [hits, misses] = [await read('hit'), await read('miss')]
      const page = `/book/${business.slug}/${service.slug}`
      await atMoment(midMinute(), async () => {
        await client.get(page)
        assert.equal(await read('hit'), hits)
        assert.isAbove(await read('miss'), misses)
        await client.get(`${page}${again}`)
        assert.isAbove(await read('hit'), hits)
      })
    })

  test('tells the age of the outbox, its dead letters and the queue', async ({
    client,
    assert,
  }) => {
    await place(await openShop())
    await db
      .from('notifications')
      .where('channel', 'mail')
      .where('type', 'booking_confirmed')
      .update({
        next_attempt_at: db.raw(`now() - interval '2 minutes'`),
      })
    const before = seriesOf((await client.get('/metrics')).text())
    assert.approximately(before.get('outbox_oldest_age_seconds') ?? 0, 120, 30)
    await db.from('notifications').where('channel', 'mail').update({ status: 'failed' })
    const after = seriesOf((await client.get('/metrics')).text())
    assert.equal(after.get('outbox_oldest_age_seconds'), 0)
    assert.isAbove(after.get('outbox_dead_letters') ?? 0, before.get('outbox_dead_letters') ?? 0)
    await db.from('notifications').where('channel', 'mail').update({ status: 'bounced' })
    const bounced = seriesOf((await client.get('/metrics')).text())
    assert.equal(bounced.get('outbox_oldest_age_seconds'), 0)
    assert.equal(bounced.get('outbox_dead_letters'), before.get('outbox_dead_letters'))
    assert.isAbove(bounced.get('outbox_bounced') ?? 0, after.get('outbox_bounced') ?? 0)
    assert.isNumber(after.get('bullmq_job_count{state="waiting"}'))
    assert.equal(after.get('metrics_source_up{source="database"}'), 1)
    assert.equal(after.get('metrics_source_up{source="queue"}'), 1)
  })

  test('tells when the last backup was taken, and how large it is', async ({ client, assert }) => {
    const row = { file: 'bellhop.backup', table_rows: 1 }
    await db.table('backups').multiInsert([
      { ...row, taken_at: new Date(Date.UTC(2100, 0, 2)), bytes: 2_048 },
      { ...row, taken_at: new Date(Date.UTC(2100, 0, 1)), bytes: 1_024 },
    ])
    const series = seriesOf((await client.get('/metrics')).text())
    assert.equal(series.get('backup_last_timestamp_seconds'), Date.UTC(2100, 0, 2) / 1_000)
    assert.equal(series.get('backup_last_bytes'), 2_048)
  })

  test('exists on this machine only', async ({ client }) => {
    const here = await client.get('/metrics')
    here.assertStatus(200)
    here.assertHeader('cache-control', 'no-store')
    const away = await client.get('/metrics').headers(FROM_AFAR)
    away.assertStatus(404)
  })

  test('answers whoever brings the token, once there is one', async ({ client, cleanup }) => {
    metricsConfig.token = new Secret('a-token-for-the-scraper')
    cleanup(() => (metricsConfig.token = undefined))
    const bring = (token: string) =>
      client.get('/metrics').headers({ ...FROM_AFAR, authorization: `Bearer ${token}` })
    ;(await bring('a-token-for-the-scraper')).assertStatus(200)
    ;(await bring('another-token-of-someone')).assertStatus(404)
    ;(await client.get('/metrics')).assertStatus(404)
  })
})
