import db from '@adonisjs/lucid/services/db'
import PushOutsideBooking from '#actions/outside/push_outside_booking'
import TakeInOutsideBooking from '#actions/outside/take_in_outside_booking'
import { changedHere, wantedOutside } from '#queries/outside/due_outside'

const BATCH = 200

/** So many calls at most keep a worker, should each hang until its time runs out. */
const CALLS = 10

/** What is due, both ways. The rows say so, however often or seldom it runs. */
export default class TakeInOutsideBookings {
  async handle(): Promise<void> {
    for (const outsideId of await wantedOutside(db.connection(), BATCH)) {
      await new TakeInOutsideBooking().handle({ outsideId })
    }
    for (const outsideId of await changedHere(db.connection(), CALLS)) {
      const outcome = await new PushOutsideBooking().handle({ outsideId })
      if (outcome === 'later') break
    }
  }
}
