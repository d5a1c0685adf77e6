import { changeLink } from '#steps'
import { linkSwitchedOff, linkSwitchedOn } from '#messages'
import type { By } from '#models/by'
import { databaseNow, inTransaction } from '#transactions'

interface Switch {
  businessId: number
  linkId: number
  isOn: boolean
  /** `versionOf` the `linkContent` that was shown. */
  version: string | null
  by: By
}

/** Its page answers accordingly from the next request on. */
export default class SwitchBookingLink {
  handle({ isOn, ...wanted }: Switch): Promise<'saved' | 'stale'> {
    return inTransaction((trx) =>
      changeLink(trx, wanted, {
        action: isOn ? 'booking_link.switched_on' : 'booking_link.switched_off',
        tells: isOn ? linkSwitchedOn : linkSwitchedOff,
        change: async (link) => {
          if (link.isActive === isOn) return
          link.merge({
            isActive: isOn,
            ...(isOn && { draftStep: null }),
            switchedOffAt: isOn ? null : await databaseNow(trx),
          })
        },
      })
    )
  }
}
