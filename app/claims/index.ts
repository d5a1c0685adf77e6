/** Nothing else names the tables `claims`, `holders` and `session_seats`. */
export {
  bookingHosts,
  givenBy,
  HOSTS_OF_BOOKING,
  HOSTS_TOGETHER,
  hostsHolding,
  moveHosts,
  sessionGivenBy,
  sessionHosts,
} from './booking_hosts.js'
export { type ComingClaim, comingClaims } from './coming_claims.js'
export { readClock, releaseExpiredClaims, releaseExpiredOfHosts } from './expiry.js'
export { type HeldByPeople, heldBetween } from './held_between.js'
export { type Holder, openHolder } from './holders.js'
export { chooseFairly, fairCandidates, isInWindow } from './host_choice.js'
export { inBookingQueue } from './host_queues.js'
export {
  type ClaimedTime,
  claimedHostIds,
  claimedRoomIds,
  claimTime,
  giveClaim,
  giveUpPauses,
  keepClaims,
  moveClaims,
  releaseClaims,
  releaseMoveClaims,
  releaseTime,
  shiftClaims,
  takeRoom,
} from './host_time.js'
export { type InTheWay, inTheWay } from './in_the_way.js'
export { KEPT_TIME } from './kept_time.js'
export { IS_LIMITED, lockHosts, lockTimeOf, ROOMS_ALONG, tryLockHosts } from './locks.js'
export {
  changeSeats,
  lockSession,
  moveSeatsDown,
  placesOf,
  releaseOfferedSeats,
  releaseSeats,
  seatsTakenIn,
  takenSeats,
  takeSeats,
} from './seats.js'
export {
  endsOf,
  hasPlanned,
  KEPT_FROM,
  loadSessions,
  OFFERS_BY_HAND,
  type SessionRow,
  toSession,
} from './session_rows.js'
export {
  claimsOf,
  hasTakenSeats,
  HOLDER,
  holdersOf,
  isFree,
  placesTaken,
  releasedOf,
} from './statements.js'
export { NotFree, unlessOvertaken, unlessTaken } from './taken.js'
export { loadTaken, type TakenRow, type TakenWanted } from './taken_time.js'
