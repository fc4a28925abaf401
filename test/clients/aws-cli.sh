# aws-cli: a query from start to rows, its result from S3, a file there and back.
set -eu
id=$(aws athena start-query-execution --query-string "SELECT country, count(*) AS places FROM dim_locations GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2" \
  --query-execution-context Database=default --query QueryExecutionId --output text)
while :; do
  state=$(aws athena get-query-execution --query-execution-id "$id" --query QueryExecution.Status.State --output text)
  case $state in SUCCEEDED) break ;; FAILED | CANCELLED) echo "the query $state"; exit 1 ;; esac
done
rows=$(aws athena get-query-results --query-execution-id "$id" --query 'ResultSet.Rows[].Data[].VarCharValue' --output text)
[ "$rows" = "$(printf 'country\tplaces\tUSA\t9\tFrance\t5')" ]
location=$(aws athena get-query-execution --query-execution-id "$id" --query QueryExecution.ResultConfiguration.OutputLocation --output text)
[ "$(aws s3 cp "$location" - | head -1)" = '"country","places"' ]

file=$(mktemp)
head -c 20000000 /dev/urandom > "$file" # large enough for parts
aws s3 cp --quiet "$file" s3://files/folder/large.bin
aws s3 cp --quiet s3://files/folder/large.bin "$file.back"
cmp "$file" "$file.back"
[ "$(aws s3 ls s3://files/ | tr -s ' ')" = " PRE folder/" ]
aws s3 ls s3://files/folder/ | grep -q "20000000 large.bin"
aws s3 rm --quiet s3://files/folder/large.bin
rm -f "$file" "$file.back"
echo "aws-cli works"
