import { test } from '@japa/runner'
import { inGroups, orderAfter } from '#formats/pages/service_groups'

const service = (id: number, category: string | null = null) => ({ id, category })
const SERVICES = [
  service(1, 'Lessons'),
  service(2),
  service(3, 'Lessons'),
  service(4, 'Courses'),
  service(5),
]

test.group('Services in groups', () => {
  test('stand under their heading, where the first of it stands', ({ assert }) => {
    const groups = inGroups(SERVICES).map(({ category, services }) => [
      category,
      services.map(({ id }) => id),
    ])
    assert.deepEqual(groups, [
      ['Lessons', [1, 3]],
      [null, [2, 5]],
      ['Courses', [4]],
    ])
  })

  test('{what} {id} one place {to}: {order}')
    .with([
      { what: 'service', id: 3, to: 'earlier', order: [3, 1, 2, 5, 4] },
      { what: 'service', id: 1, to: 'later', order: [3, 1, 2, 5, 4] },
      { what: 'service', id: 1, to: 'earlier', order: [1, 3, 2, 5, 4] },
      { what: 'service', id: 4, to: 'later', order: [1, 3, 2, 5, 4] },
      { what: 'group', id: 2, to: 'earlier', order: [2, 5, 1, 3, 4] },
      { what: 'group', id: 2, to: 'later', order: [1, 3, 4, 2, 5] },
      { what: 'group', id: 4, to: 'later', order: [1, 3, 2, 5, 4] },
      { what: 'service', id: 9, to: 'later', order: [1, 3, 2, 5, 4] },
    ] as const)
    .run(({ assert }, { order, ...press }) => {
      assert.deepEqual(orderAfter(SERVICES, press), [...order])
    })
})
