import { test } from '@japa/runner'
import { SERVICE_COLOURS } from '#formats/pages/colours'
import { contrast } from '#formats/pages/contrast'
import { shownColour } from '#formats/pages/service_colours'

test.group('The colour of a service', () => {
  test('{$self} is seen on light and on dark paper')
    .with([...SERVICE_COLOURS, '#ffe14d', '#ffffff', '#000000', '#1a1a2e'])
    .run(({ assert }, colour) => {
      const { light, dark } = shownColour(colour)
      assert.isAtLeast(contrast(light, '#ffffff'), 3)
      assert.isAtLeast(contrast(dark, '#151311'), 3)
    })

  test('{$self}, on the list, needs no change on light paper')
    .with([...SERVICE_COLOURS])
    .run(({ assert }, colour) => {
      assert.isFalse(shownColour(colour).isChanged.light)
    })

  test('says which paper it is too near to', ({ assert }) => {
    assert.deepEqual(shownColour('#ffe14d').isChanged, { light: true, dark: false })
    assert.deepEqual(shownColour('#1a1a2e').isChanged, { light: false, dark: true })
  })
})
