/** Bookings, moves, sessions and offers are written and changed here, under the locks. */
export { writeAddress } from './accounts/write_address.js'
export { writeRecoveryCodes } from './accounts/write_recovery_codes.js'
export { addBlock, setHosts, whoIsMeant } from './blocks/add_block.js'
export { type BlockDate, leaveOut, lockRepeating } from './blocks/leave_out.js'
export { type Inside, lookInside, type NewBlock } from './blocks/look_inside.js'
export { answeredAs, type AnsweredAs, asAnswered } from './bookings/answered_as.js'
export { type BookingRequest, keyedBooking } from './bookings/booking_request.js'
export {
  closeMoveRequest,
  dropWaitingMove,
  lockWaitingMove,
  releaseMove,
} from './bookings/close_move_request.js'
export { declineMove } from './bookings/decline_move.js'
export { endBooking } from './bookings/end_booking.js'
export { requireStart } from './bookings/find_start.js'
export { giveRoom } from './bookings/give_room.js'
export { handOver } from './bookings/hand_over.js'
export { knownRefusal } from './bookings/known_refusal.js'
export { isMoveStale, lockMoveRequest, type MoveDecision } from './bookings/lock_move_request.js'
export { brokenRules, isMovable } from './bookings/movable.js'
export { moveTexts } from './bookings/move_texts.js'
export { noteReply } from './bookings/note_reply.js'
export { recordAttendance } from './bookings/record_attendance.js'
export { recordMove } from './bookings/record_move.js'
export { requestMove } from './bookings/request_move.js'
export { declineMovesInto, lockCompany } from './bookings/session_company.js'
export { settleCompeting } from './bookings/settle_competing.js'
export { takeProposedTime } from './bookings/take_proposed_time.js'
export { type DateTaken, takeDates } from './bookings/take_dates.js'
export { switchMessages } from './bookings/switch_messages.js'
export { takeNewTime } from './bookings/take_new_time.js'
export { takeStart } from './bookings/take_start.js'
export { changeWords, type Reworded, type Rewritten } from './bookings/tell_booked.js'
export { giveCallLink } from './calendars/give_call_link.js'
export { type CalendarRead, keepBusy } from './calendars/keep_busy.js'
export { keepCalendars, type ListedCalendar } from './calendars/keep_calendars.js'
export {
  hastenEntries,
  letGoOfEntries,
  oweEntriesOf,
  oweRemovalsOf,
} from './calendars/owe_entries.js'
export { runDue } from './calendars/run_due.js'
export { seeEntries } from './calendars/see_entries.js'
export { blockUnread, forgetRead } from './calendars/unread_calendar.js'
export { useContacts } from './calendars/use_contacts.js'
export {
  type WantedChange,
  changeBooking,
  changeHostTime,
  type ChangeAnswer,
  type HostTimeAnswer,
  changeLocked,
} from './changes/change_booking.js'
export { answerOnce } from './changes/answer_once.js'
export { changeSettings } from './changes/change_settings.js'
export { findBooking } from './changes/find_booking.js'
export { lockBooking, type LockedBooking, lockWithHosts } from './changes/lock_booking.js'
export { takeDue } from './changes/take_due.js'
export { confirmClient } from './clients/confirm_client.js'
export { fillClient } from './clients/fill_client.js'
export { takeInBooked, takeInClient, takeInLead } from './clients/take_in_client.js'
export {
  type BlockedClient,
  findBlockedClient,
  turnAwayBlocked,
} from './clients/turn_away_blocked.js'
export { isBookedAlready } from './clients/booked_already.js'
export { closeAsEveryone } from './hours/close_as_everyone.js'
export { everyoneIn } from './hours/everyone_in.js'
export { setWeek, type Week } from './hours/set_week.js'
export { keepFileRows } from './imports/keep_file_rows.js'
export { askContactProof } from './inboxes/ask_contact_proof.js'
export { askInboxProof } from './inboxes/ask_inbox_proof.js'
export {
  chooseInboxServices,
  type InboxServices,
  servicesOfInbox,
} from './inboxes/choose_inbox_services.js'
export { changeLink } from './links/change_link.js'
export { followLink } from './links/follow_link.js'
export { lockOneTimeLink } from './links/lock_one_time_link.js'
export { giveUpTimes, holdTimes, lookUpTimes, type RefusedTime } from './links/offered_times.js'
export { rearmAfterBooking } from './links/rearm_after_booking.js'
export { tellOfLink } from './links/tell_of_link.js'
export { type ClosedSeries, closeSeries } from './sessions/close_series.js'
export { insertSessions } from './sessions/insert_sessions.js'
export { keepUnplanned, tellNotPlanned } from './sessions/keep_unplanned.js'
export { openSession } from './sessions/open_session.js'
export { comingDates, planDates, type PlannedDates, recordPlanned } from './sessions/plan_dates.js'
export { readyToPlan } from './sessions/ready_to_plan.js'
export {
  endOutsideLease,
  leaseOutside,
  type OutsideResult,
  postponeOutside,
} from './outside/outside_lease.js'
export { eraseTraces } from './privacy/erase_traces.js'
export { settleStop } from './setup/settle_stop.js'
export { closeOffer } from './waitlist/close_offer.js'
export { offerByHand } from './waitlist/offer_by_hand.js'
export { offerFreedPlaces } from './waitlist/offer_freed_places.js'
export { offerStart } from './waitlist/offer_start.js'
export { fulfilOffer, takeUpOffer } from './waitlist/take_up_offer.js'
export {
  callOffSessions,
  callOffWaiting,
  lockWaitingFor,
  lockWaitingForService,
  moveWaiting,
} from './sessions/waiting_for_sessions.js'
