import { recordAudit } from '#history'
import type { By } from '#models/by'
import Call from '#models/calls/call'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Calling {
  businessId: number
  callId: number
  by: By
}

/** Whoever called says so. Safe to repeat. */
export default class NoteCall {
  handle({ businessId, callId: id, by }: Calling): Promise<void> {
    return inTransaction(async (trx) => {
      const call = await lockRowOrFail(trx, Call, { businessId, id })
      if (call.calledAt !== null) return
      await call.merge({ calledAt: await databaseNow(trx), calledBy: by.userId }).save()
      const { bookingId, waitlistEntryId } = call
      await recordAudit(trx, {
        ...{ businessId, by },
        ...(bookingId === null
          ? { action: 'waitlist_entry.called', subjectType: 'waitlist_entry' }
          : { action: 'booking.called', subjectType: 'booking' }),
        subjectId: bookingId ?? Number(waitlistEntryId),
      })
    })
  }
}
