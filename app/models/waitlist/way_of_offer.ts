/** What comes free, and who decides to whom it is offered. */
export function wayOfOffer(isChosenByHand: boolean, isShared: boolean) {
  if (isChosenByHand) return 'by_hand'
  return isShared ? 'place' : 'time'
}
