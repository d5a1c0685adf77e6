/** What comes free, and who decides to whom it is offered. */
export type WayOfOffer = 'by_hand' | 'place' | 'time'

export function wayOfOffer(isChosenByHand: boolean, isShared: boolean): WayOfOffer {
  if (isChosenByHand) return 'by_hand'
  return isShared ? 'place' : 'time'
}
