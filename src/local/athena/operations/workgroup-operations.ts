import type { Input } from '../protocol/input.ts';
import type { Operations } from '../protocol/protocol.ts';
import type { WorkGroupSettings, Workgroups } from './workgroups.ts';

import { findStructure, findText, pageOf, readText } from '../protocol/input.ts';
import { ENGINE_VERSION } from '../queries/embedded-execution.ts';
import { describeWorkgroup } from './workgroups.ts';

/** Creates Athena's operations on workgroups. A change of a workgroup applies from the next query on. */
export function workgroupOperations(workgroups: Workgroups): Operations {
  const settings = (input: Input): WorkGroupSettings => ({
    ...(input as WorkGroupSettings),
    Configuration: findStructure(input, 'Configuration'),
    ConfigurationUpdates: findStructure(input, 'ConfigurationUpdates'),
    Description: findText(input, 'Description', { max: 1024 }),
  });
  return {
    GetWorkGroup: (input) => ({
      WorkGroup: describeWorkgroup(workgroups.find(readText(input, 'WorkGroup'))),
    }),
    ListWorkGroups(input) {
      const { items, NextToken } = pageOf(workgroups.list(), input);
      const list = items.map(({ name, state, description, createdMs }) => ({
        Name: name,
        State: state,
        Description: description,
        CreationTime: createdMs / 1000,
        EngineVersion: ENGINE_VERSION,
      }));
      return { WorkGroups: list, NextToken };
    },
    CreateWorkGroup(input) {
      workgroups.create(readText(input, 'Name', { min: 1, max: 128 }), settings(input));
      return {};
    },
    UpdateWorkGroup(input) {
      workgroups.update(readText(input, 'WorkGroup'), settings(input));
      return {};
    },
    DeleteWorkGroup(input) {
      workgroups.remove(readText(input, 'WorkGroup'));
      return {};
    },
    ListEngineVersions: () => ({ EngineVersions: [ENGINE_VERSION] }),
  };
}
