import PlanComingSessions from '#actions/sessions/plan_coming_sessions'
import { bySystem } from '#models/by'
import type { JobPayloads } from '#services/queue'

export default class PlanSessionsJob {
  static readonly jobName = 'plan_sessions'

  handle({ requestId }: JobPayloads['plan_sessions']) {
    return new PlanComingSessions().handle(bySystem(requestId))
  }
}
