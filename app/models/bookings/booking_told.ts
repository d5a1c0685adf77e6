/** Moments are ISO 8601. */
export interface BookingTold {
  mailStatus: string | null
  textStatus: string | null
  /** Until an owner's address is proven, the business's clients get no mail. */
  isOwnerProven: boolean
  remindedAt: string[]
  movedFrom: {
    startsAt: string
    endsAt: string
    hostId: number | null
    host: string | null
  } | null
}

export const NOTHING_TOLD: BookingTold = {
  mailStatus: null,
  textStatus: null,
  isOwnerProven: true,
  remindedAt: [],
  movedFrom: null,
}
