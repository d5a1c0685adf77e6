import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import encryption from '@adonisjs/core/services/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'

/** By then a request is answered, or whoever was answering it is gone. */
const IS_OLD = `idempotency_keys.created_at < clock_timestamp() - interval '60 seconds'`
const LONGEST_WAIT_MS = 10_000
const LOOK_EVERY_MS = 50

const HEADERS = ['location', 'etag'] as const

interface Answered {
  status: number
  headers: Partial<Record<(typeof HEADERS)[number], string>>
  body: unknown
}

interface Keyed {
  businessId: number
  key: string
  hash: string
}

interface KeptRow {
  request_hash: string
  answer: string | null
  /** It was done, and whoever did it is gone. */
  is_lost: boolean
}

/**
 * `Idempotency-Key` for what keeps no outcome of its own: the answer is kept for as long as the key
 * is, encrypted, since it may tell a secret that is told once. A refusal is not final and not kept.
 * The change notes with itself that it is done (`noteDone`): killed before it is answered, it is not
 * done again.
 */
export default class AnswerOnceMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const keyed = keyedOf(ctx)
    if (!keyed) return next()
    for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_EVERY_MS) {
      if (await begins(keyed)) return this.first(ctx, next, keyed)
      const kept = await rowOf(keyed)
      if (kept && kept.request_hash !== keyed.hash) throw turnedAway(ctx, 'key_reused')
      if (kept?.answer) return this.again(ctx, kept.answer, keyed)
      if (kept?.is_lost) throw turnedAway(ctx, 'answer_lost')
      if (kept) await pause(LOOK_EVERY_MS)
    }
    throw turnedAway(ctx, 'busy')
  }

  private async first(ctx: HttpContext, next: NextFn, keyed: Keyed) {
    const { response } = ctx
    const { key, hash } = keyed
    ctx.by = { ...ctx.by, keyed: { key, hash } }
    let isDone = false
    try {
      await next()
      isDone = response.getStatus() < 300
    } finally {
      if (isDone) await keep(keyed, answerOf(response))
      else await giveUp(keyed)
    }
  }

  private again({ response }: HttpContext, kept: string, keyed: Keyed) {
    const answer = encryption.decrypt<Answered>(kept, purposeOf(keyed))
    if (!answer) throw new Error('An answer that was kept cannot be read')
    for (const [name, value] of Object.entries(answer.headers)) response.header(name, value)
    response.header('idempotency-replayed', 'true').status(answer.status)
    return response.send(answer.body)
  }
}

function keyedOf(ctx: HttpContext): Keyed | null {
  const key = idempotencyKey(ctx)
  if (key === null) return null
  const { business, by, request } = ctx
  const sent = JSON.stringify([by.userId, request.method(), request.url(true), request.body()])
  return { businessId: business.id, key, hash: createHash('sha256').update(sent).digest('hex') }
}

async function begins({ businessId, key, hash }: Keyed): Promise<boolean> {
  const begun = await db.rawQuery<{ rows: unknown[] }>(
    `insert into idempotency_keys (business_id, key, request_hash, created_at)
     values (:businessId, :key, :hash, clock_timestamp())
     on conflict (business_id, key) do update set created_at = excluded.created_at
       where idempotency_keys.request_hash = excluded.request_hash
         and idempotency_keys.outcome is null
         and ${IS_OLD}
     returning id`,
    { businessId, key, hash }
  )
  return begun.rows.length > 0
}

function rows({ businessId, key }: Keyed) {
  return db.from('idempotency_keys').where({ business_id: businessId, key })
}

async function rowOf(keyed: Keyed): Promise<KeptRow | null> {
  return rows(keyed)
    .select('request_hash')
    .select(db.raw(`outcome ->> 'answer' as answer`))
    .select(
      db.raw(`outcome is not null and (jsonb_exists(outcome, 'isLost') or ${IS_OLD}) as is_lost`)
    )
    .first()
}

async function keep(keyed: Keyed, answer: Answered): Promise<void> {
  const kept = { answer: encryption.encrypt(answer, undefined, purposeOf(keyed)) }
  await rows(keyed).update({ outcome: JSON.stringify(kept) })
}

/** What was refused may be asked again; what was refused after it was done has no answer to keep. */
async function giveUp(keyed: Keyed): Promise<void> {
  await rows(keyed).whereNull('outcome').delete()
  await rows(keyed)
    .whereRaw(`outcome = '{}'`)
    .update({ outcome: JSON.stringify({ isLost: true }) })
}

function answerOf(response: HttpContext['response']): Answered {
  const headers = HEADERS.map((name) => [name, response.getHeader(name)?.toString()] as const)
  return {
    status: response.getStatus(),
    headers: Object.fromEntries(headers.filter(([, value]) => value !== undefined)),
    body: response.getBody() ?? null,
  }
}

const purposeOf = ({ businessId, hash }: Keyed) => `answer ${businessId} ${hash}`
