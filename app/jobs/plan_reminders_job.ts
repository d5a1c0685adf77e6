import PlanChangedReminders from '#actions/notifications/plan_changed_reminders'

/** Bookings that missed a change of the reminders get theirs. */
export default class PlanRemindersJob {
  static readonly jobName = 'plan_reminders'

  handle() {
    return new PlanChangedReminders().handle()
  }
}
