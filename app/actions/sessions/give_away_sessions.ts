import db from '@adonisjs/lucid/services/db'
import GiveSession, { type GivenSession } from '#actions/sessions/give_session'
import { chooseFairly } from '#claims'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import { isForAnother, sessionStandIns } from '#queries/sessions/session_stand_ins'
import { databaseNow } from '#transactions'

interface GivingAway {
  businessId: number
  sessions: readonly { sessionId: number; version: string | null }[]
  /** A session that has another host by now stays there. */
  hostId: number
  by: By
}

type NotFree = 'given' | 'taken' | 'closed' | 'unchanged' | 'not_a_stand_in'

export interface SessionGivenAway {
  sessionId: number
  outcome: Exclude<GivenSession['outcome'], NotFree> | 'reassigned' | 'nobody_free'
}

/** One transaction each, so that one that nobody can take stops no other. */
export default class GiveAwaySessions {
  async handle({ sessions, ...shared }: GivingAway): Promise<SessionGivenAway[]> {
    const given: SessionGivenAway[] = []
    for (const read of sessions) {
      given.push({ sessionId: read.sessionId, outcome: await this.giveOne({ ...shared, ...read }) })
    }
    return given
  }

  private async giveOne({
    hostId,
    version,
    ...change
  }: Omit<GivingAway, 'sessions'> & GivingAway['sessions'][number]): Promise<
    SessionGivenAway['outcome']
  > {
    const session = await GroupSession.query()
      .where({ businessId: change.businessId, id: change.sessionId })
      .preload('service')
      .first()
    if (!session) return 'not_found'
    if (session.hostId !== hostId) return 'not_possible'

    for await (const standInId of this.oneAfterTheOther(session)) {
      const gift = { ...change, hostId: standInId, reason: null, version: version ?? '' }
      const { outcome } = await new GiveSession().handle(gift)
      if (outcome === 'given') return 'reassigned'
      if (!isForAnother(outcome)) return outcome
    }
    return 'nobody_free'
  }

  private async *oneAfterTheOther(session: GroupSession): AsyncGenerator<number> {
    const now = await databaseNow(db.connection())
    const standIns = await sessionStandIns([session], now.toMillis())
    const free = (standIns.get(session.id) ?? []).filter(({ why }) => why === null)
    const left = new Set(free.map(({ host }) => host.id))
    while (left.size > 0) {
      const { hostId } = await chooseFairly(db.connection(), session.serviceId, [...left], now)
      left.delete(hostId)
      yield hostId
    }
  }
}
