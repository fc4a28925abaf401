import { invalid } from '../protocol/api-error.ts';
import { violation } from '../protocol/input.ts';
import { ENGINE_VERSION } from '../queries/embedded-execution.ts';

/** The workgroup that always exists and that queries without a workgroup use. */
export const PRIMARY = 'primary';

/** A workgroup. */
export type WorkGroup = {
  readonly name: string;
  readonly description: string;
  readonly state: 'ENABLED' | 'DISABLED';
  /** In milliseconds since 1970. */
  readonly createdMs: number;
  /** Where results go, `s3://bucket/folder/`, unless the client names a place. */
  readonly outputLocation: string;
  /** Whether results go to `outputLocation` even when the client names a place. */
  readonly isEnforced: boolean;
  /** The most bytes that a query may scan; undefined for no limit. */
  readonly cutoffBytes: number | undefined;
};

/** The input of CreateWorkGroup and UpdateWorkGroup. */
export type WorkGroupSettings = {
  readonly Description?: string;
  readonly State?: 'ENABLED' | 'DISABLED';
  readonly Configuration?: WorkGroupConfiguration;
  readonly ConfigurationUpdates?: WorkGroupConfiguration & {
    readonly ResultConfigurationUpdates?: { readonly OutputLocation?: string; readonly RemoveOutputLocation?: boolean };
    readonly RemoveBytesScannedCutoffPerQuery?: boolean;
  };
};

type WorkGroupConfiguration = {
  readonly ResultConfiguration?: { readonly OutputLocation?: string };
  readonly EnforceWorkGroupConfiguration?: boolean;
  readonly BytesScannedCutoffPerQuery?: number;
};

const SMALLEST_CUTOFF = 10_000_000;

/**
 * Creates the workgroups of a server, in memory: at first `primary` with these settings. Its functions throw an
 * InvalidRequestException for wrong names and settings.
 */
export function openWorkgroups({ cutoffBytes, outputLocation }: { cutoffBytes?: number; outputLocation: string }) {
  const common = { state: 'ENABLED', createdMs: Date.now(), outputLocation } as const;
  const primary = { ...common, name: PRIMARY, description: 'The embedded engine', isEnforced: false, cutoffBytes };
  const groups = new Map<string, WorkGroup>([[PRIMARY, primary]]);

  function find(name: string): WorkGroup {
    const group = groups.get(name);
    if (!group) throw invalid('WorkGroup is not found.');
    return group;
  }

  return {
    find,
    list: () => [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),

    create(name: string, { Description = '', Configuration = {} }: WorkGroupSettings): void {
      if (groups.has(name)) throw invalid(`WorkGroup ${name} is already created`);
      const { ResultConfiguration, EnforceWorkGroupConfiguration = true, BytesScannedCutoffPerQuery } = Configuration;
      groups.set(name, {
        ...common,
        name,
        description: Description,
        createdMs: Date.now(),
        outputLocation: ResultConfiguration?.OutputLocation ?? outputLocation,
        isEnforced: EnforceWorkGroupConfiguration,
        cutoffBytes: checkCutoff(BytesScannedCutoffPerQuery),
      });
    },

    update(name: string, { Description, State, ConfigurationUpdates: updates = {} }: WorkGroupSettings): void {
      const group = find(name);
      const output = updates.ResultConfigurationUpdates;
      groups.set(name, {
        ...group,
        description: Description ?? group.description,
        state: State ?? group.state,
        outputLocation: output?.RemoveOutputLocation
          ? outputLocation
          : (output?.OutputLocation ?? group.outputLocation),
        isEnforced: updates.EnforceWorkGroupConfiguration ?? group.isEnforced,
        cutoffBytes: updates.RemoveBytesScannedCutoffPerQuery
          ? undefined
          : (checkCutoff(updates.BytesScannedCutoffPerQuery) ?? group.cutoffBytes),
      });
    },

    remove(name: string): void {
      if (name === PRIMARY) throw invalid('The primary workgroup cannot be deleted.');
      find(name);
      groups.delete(name);
    },
  };
}

/** The workgroups of an embedded Athena. */
export type Workgroups = ReturnType<typeof openWorkgroups>;

/** Returns a workgroup as GetWorkGroup answers it. */
export function describeWorkgroup(group: WorkGroup) {
  return {
    Name: group.name,
    State: group.state,
    Description: group.description || undefined,
    CreationTime: group.createdMs / 1000,
    Configuration: {
      ResultConfiguration: { OutputLocation: group.outputLocation },
      EnforceWorkGroupConfiguration: group.isEnforced,
      PublishCloudWatchMetricsEnabled: false,
      BytesScannedCutoffPerQuery: group.cutoffBytes,
      RequesterPaysEnabled: false,
      EngineVersion: ENGINE_VERSION,
    },
  };
}

function checkCutoff(bytes: number | undefined): number | undefined {
  if (bytes === undefined || bytes >= SMALLEST_CUTOFF) return bytes;
  throw violation(
    'configuration.bytesScannedCutoffPerQuery',
    `Member must have value greater than or equal to ${SMALLEST_CUTOFF}`,
  );
}
