import PlanChangedReminders from '#actions/notifications/plan_changed_reminders'

/** For bookings that missed a change of the reminder settings. */
export default class PlanRemindersJob {
  static readonly jobName = 'plan_reminders'

  handle() {
    return new PlanChangedReminders().handle()
  }
}
