const partOfBucket = "a setting of the bucket";
const partOfVpc = "AWS charges for what runs in a VPC and for traffic, not for its parts";
const identity = "IAM has no price";

/** Types without a price of their own, and why. What stands neither here nor among the pricers is reported as open. */
export const freeTypes: Readonly<Record<string, string>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": partOfVpc,
  "aws:ec2/route:Route": partOfVpc,
  "aws:ec2/routeTable:RouteTable": partOfVpc,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": partOfVpc,
  "aws:ec2/securityGroup:SecurityGroup": partOfVpc,
  "aws:ec2/subnet:Subnet": partOfVpc,
  "aws:ec2/vpc:Vpc": partOfVpc,
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": partOfVpc,
  "aws:iam/role:Role": identity,
  "aws:iam/rolePolicy:RolePolicy": identity,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": partOfBucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": partOfBucket,
  "aws:s3/bucketPolicy:BucketPolicy": partOfBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": partOfBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": partOfBucket,
  "aws:s3/bucketVersioning:BucketVersioning": partOfBucket,
  "aws:secretsmanager/secretVersion:SecretVersion": "the secret is billed, not its versions",
  "aws:sns/topicPolicy:TopicPolicy": "a setting of the topic",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": partOfVpc,
  "pulumi:providers:aws": "a connection of the program, nothing in AWS",
};
