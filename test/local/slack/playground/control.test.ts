import { describe, expect, test } from 'vitest';

import type { Control, ControlValue } from '../../../../src/local/slack/playground/control.ts';

import { initialState, isEmpty, stateOf } from '../../../../src/local/slack/playground/control.ts';
import { option } from '../../../support/bot.ts';

const offered = { action_id: 'x', options: [option('a'), option('b')] };

describe('initialState(control)', () => {
  test.each<[Control, object | undefined]>([
    [{ type: 'button' }, undefined],
    [{ type: 'overflow', ...offered }, undefined],
    [{ type: 'static_select', ...offered }, { selected_option: null }],
    [{ type: 'static_select', ...offered, initial_option: option('a') }, { selected_option: option('a') }],
    [{ type: 'multi_static_select', ...offered }, { selected_options: [] }],
    [{ type: 'datepicker', initial_date: '2025-01-01' }, { selected_date: '2025-01-01' }],
    [{ type: 'plain_text_input', initial_value: 'x' }, { value: 'x' }],
    [{ type: 'conversations_select', initial_conversation: 'C1' }, { selected_conversation: 'C1' }],
  ])('%j', (control, state) => {
    expect(initialState(control)).toEqual(state && { type: control.type, ...state });
  });
});

describe('stateOf(control, value)', () => {
  test.each<[Control, ControlValue, object]>([
    [{ type: 'static_select', ...offered }, 'b', { selected_option: option('b') }],
    [{ type: 'static_select', ...offered }, null, { selected_option: null }],
    [{ type: 'overflow', ...offered }, 'a', { selected_option: option('a') }],
    [{ type: 'checkboxes', ...offered }, ['b', 'a'], { selected_options: [option('b'), option('a')] }],
    [{ type: 'checkboxes', ...offered }, null, { selected_options: [] }],
    [{ type: 'external_select' }, option('c'), { selected_option: option('c') }],
    [{ type: 'multi_external_select' }, [option('c')], { selected_options: [option('c')] }],
    [{ type: 'datepicker' }, '2025-02-03', { selected_date: '2025-02-03' }],
    [{ type: 'plain_text_input' }, '', { value: null }],
  ])('%j, %j', (control, value, state) => {
    expect(stateOf(control, value)).toEqual({ type: control.type, ...state });
  });

  test('refuses what the control does not offer', () => {
    expect(() => stateOf({ type: 'static_select', ...offered }, 'c')).toThrow('"c" is not among the options of x');
    expect(() => stateOf({ type: 'button' }, 'c')).toThrow('a button holds no value');
  });
});

describe('isEmpty(state)', () => {
  test.each([
    [{ type: 'datepicker', selected_date: null }, true],
    [{ type: 'checkboxes', selected_options: [] }, true],
    [{ type: 'plain_text_input', value: 'x' }, false],
  ])('%j → %s', (state, outcome) => expect(isEmpty(state)).toBe(outcome));
});
