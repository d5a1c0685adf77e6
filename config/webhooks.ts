import app from '@adonisjs/core/services/app'
import env from '#start/env'

export default {
  /** An endpoint has so long to answer. */
  timeoutMs: 15_000,

  /** No more of an answer is read, and so much of it is kept for the log. */
  mostAnswerBytes: 64 * 1024,
  keptAnswerCharacters: 1_000,

  /** How many are under way at a time: to one endpoint, and in one worker. */
  mostAtOneEndpoint: 3,
  mostAtOnce: 20,

  /** How long what was sent, and each attempt, can be looked at. */
  keptDays: 30,

  /** Endpoints on this machine, by http: never in production. */
  allowsLoopback: !app.inProduction && env.get('WEBHOOK_LOOPBACK') === 'on',
}
