import auditChain from '#queries/integrity/audit_chain'
import bookingsWithoutHistory from '#queries/integrity/bookings_without_history'
import brokenHistory from '#queries/integrity/broken_history'
import type { Check } from '#queries/integrity/check'
import claimsWithoutHolder from '#queries/integrity/claims_without_holder'
import endedBookings from '#queries/integrity/ended_bookings'
import exceededLimits from '#queries/integrity/exceeded_limits'
import historyAndStatus from '#queries/integrity/history_and_status'
import holdingWithoutClaim from '#queries/integrity/holding_without_claim'
import expiredHolds from '#queries/integrity/expired_holds'
import linkLimits from '#queries/integrity/link_limits'
import oneTimeLinks from '#queries/integrity/one_time_links'
import offeredTimes from '#queries/integrity/offered_times'
import overdueMessages from '#queries/integrity/overdue_messages'
import overlappingClaims from '#queries/integrity/overlapping_claims'
import seatsAndBookings from '#queries/integrity/seats_and_bookings'
import seatsOverCapacity from '#queries/integrity/seats_over_capacity'
import sessionsWithoutClaim from '#queries/integrity/sessions_without_claim'
import tornSeries from '#queries/integrity/torn_series'
import waitingMoves from '#queries/integrity/waiting_moves'
import waitlistOffers from '#queries/integrity/waitlist_offers'

export const CHECKS: readonly Check[] = [
  overlappingClaims,
  claimsWithoutHolder,
  holdingWithoutClaim,
  sessionsWithoutClaim,
  seatsOverCapacity,
  seatsAndBookings,
  waitingMoves,
  waitlistOffers,
  bookingsWithoutHistory,
  historyAndStatus,
  brokenHistory,
  expiredHolds,
  endedBookings,
  overdueMessages,
  exceededLimits,
  linkLimits,
  oneTimeLinks,
  offeredTimes,
  tornSeries,
  auditChain,
]
