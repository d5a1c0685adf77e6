import { test } from '@japa/runner'
import type { Reason } from '#scheduling/types'
import { isWorthWaitingFor, mayComeFree } from '#scheduling/reasons/waiting'

const busy = (hostId: number): Reason => ({ code: 'busy', start: 0, end: 1, hostId })
const closed = (hostId: number): Reason => ({ code: 'outside_hours', hostId })

test.group('A moment to wait for', () => {
  for (const [what, reasons, mode, expected] of [
    ['is none while it is on offer', [], 'any', false],
    ['is one that somebody else has', [busy(1)], 'any', true],
    ['is one that is full', [{ code: 'full', capacity: 8, hostId: 1 }], 'any', true],
    ['is none outside the hours', [closed(1)], 'any', false],
    ['is none that is taken and outside the hours', [busy(1), closed(1)], 'any', false],
    ['is one where one of several hosts is only busy', [busy(1), closed(2)], 'any', true],
    ['is none where all are needed and one is closed', [busy(1), closed(2)], 'collective', false],
    [
      'is none that begins too soon',
      [busy(1), { code: 'too_soon', earliest: 9, hostId: null }],
      'any',
      false,
    ],
  ] as [string, Reason[], 'any' | 'collective', boolean][]) {
    test(what, ({ assert }) => {
      assert.equal(isWorthWaitingFor(reasons, mode), expected)
    })
  }

  for (const [what, rooms, expected] of [
    ['is one where a room is free', [], true],
    ['is one where a room is only busy', [busy(3), closed(4)], true],
    ['is none where all rooms are closed', [closed(3), closed(4)], false],
  ] as [string, Reason[], boolean][]) {
    test(`with nobody free ${what}`, ({ assert }) => {
      const explainer = { reasonsAt: () => [busy(1)], roomReasonsAt: () => rooms }
      assert.equal(mayComeFree(explainer, 0, 'any'), expected)
    })
  }
})
